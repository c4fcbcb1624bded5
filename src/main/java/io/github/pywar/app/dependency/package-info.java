/**
 * What an application requires: every place that says so, the wheels that Maven brings, and what the POM says of
 * projects that others require. Nothing is resolved here.
 */
package io.github.pywar.app.dependency;
