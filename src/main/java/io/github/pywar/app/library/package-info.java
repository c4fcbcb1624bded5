/**
 * Where libraries come from: the places that count when build, requirements files, pip and uv have had their say, and
 * the resolved, verified wheels of one application.
 */
package io.github.pywar.app.library;
