/**
 * From wheels to files in their places: fetching them once into a store, and installing them without a Python, as a
 * function from wheel to tree ("Binary distribution format", "Recording installed projects").
 */
package io.github.pywar.python.install;
