/**
 * Fingerprints of built archives: all inputs of a build, so that an unchanged archive is not built again.
 */
package io.github.pywar.app.fingerprint;
