/**
 * The application as its POM describes it: its entry, its server, its target. All text of the POM is parsed here, and
 * syntax errors name the POM element. No Python code of the application is run.
 */
package io.github.pywar.app.spec;
