/**
 * The application as its POM describes it: where it begins, what serves it, what it is built for. Everything that is
 * text in a POM or a file becomes a value here, or an error that names its place; nothing of Python is run.
 */
package io.github.pywar.app.spec;
