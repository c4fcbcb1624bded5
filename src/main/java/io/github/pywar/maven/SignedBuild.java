package io.github.pywar.maven;

import io.github.pywar.app.sign.ProvenanceInputs;
import io.github.pywar.app.sign.SigningKey;
import java.util.Optional;

/**
 * Key of a build, and what is signed with it in addition to the archive.
 *
 * @param provenance inputs of the provenance; empty if none is written
 */
record SignedBuild(SigningKey key, Optional<ProvenanceInputs> provenance) {}
