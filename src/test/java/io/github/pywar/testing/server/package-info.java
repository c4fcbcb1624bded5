/**
 * The real servers that tests run: each with its own folder, port and configuration, on loopback only. A server is
 * there once it answers, ends with everything it started when it is closed, and tells its log when it does not answer.
 */
package io.github.pywar.testing.server;
