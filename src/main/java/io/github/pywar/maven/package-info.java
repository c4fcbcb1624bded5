/**
 * The only floor that knows Maven. It turns POM, session and settings into requests, calls one task of
 * {@code app.task} or {@code app.lock} a goal, and hands the outcome back to Maven; it decides nothing about Python or archives.
 */
package io.github.pywar.maven;
