/** The publishers of files, as an index publishes them (PEP 740). Signatures are not verified. */
package io.github.pywar.python.provenance;
