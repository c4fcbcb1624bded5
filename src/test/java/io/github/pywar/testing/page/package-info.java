/** The code blocks of the pages, and the checks of their languages. */
package io.github.pywar.testing.page;
