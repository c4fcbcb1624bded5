/**
 * Rules for the packages and files that a build may use: overrides, exclusions, pre-releases, upload times, hashes and
 * formats. The POM and the option lines of requirements files set them.
 */
package io.github.pywar.app.policy;
