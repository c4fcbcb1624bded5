/**
 * Detached Ed25519 signatures of archives, beside them as {@code ARCHIVE.sig}. OpenPGP is left to Maven's own plugin for it,
 * which signs archives as it signs everything else.
 */
package io.github.pywar.app.sign;
