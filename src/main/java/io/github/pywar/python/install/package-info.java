/**
 * Store of downloaded wheels, and their installation without a Python, as a function from wheel to file tree ("Binary
 * distribution format", "Recording installed projects").
 */
package io.github.pywar.python.install;
