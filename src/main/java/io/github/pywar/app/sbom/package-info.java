/** What an archive contains: its packages and why they are in it, and the bill of materials (CycloneDX 1.6). */
package io.github.pywar.app.sbom;
