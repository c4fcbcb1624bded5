/** Virtual environments of this machine with the libraries of an archive, for tests, development servers and IDEs. */
package io.github.pywar.app.environment;
