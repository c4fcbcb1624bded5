/**
 * Keys for detached Ed25519 signatures of archives ({@code ARCHIVE.sig}). OpenPGP signatures are made by Maven's own plugin,
 * as for any artifact.
 */
package io.github.pywar.app.sign;
