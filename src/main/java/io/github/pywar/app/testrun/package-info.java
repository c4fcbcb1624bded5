/** Runs of a project's tests with pytest or unittest, their log and their JUnit XML. */
package io.github.pywar.app.testrun;
