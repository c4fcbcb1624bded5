/**
 * From requirements, an index and a target to one version and one wheel of each project. Everything that PubGrub does
 * not know lives here: extras, markers, pre-releases, yanked files, wheels that do not fit, direct references.
 */
package io.github.pywar.python.resolve;
