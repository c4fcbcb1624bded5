/** Server of a built archive that runs during a build, for integration tests. */
package io.github.pywar.app.server;
