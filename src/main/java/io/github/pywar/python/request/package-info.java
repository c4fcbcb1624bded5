/**
 * Input of a resolution: requirements with the place that declares them, and the rules for the choice of versions. The
 * defaults of these rules, and where they differ from pip, are on the page {@code src/site/markdown/standards.md}.
 */
package io.github.pywar.python.request;
