/**
 * Real servers for tests, on loopback only. Each has its own folder, port and configuration. A server is ready when it
 * answers. Closing it ends all processes that it started. If it does not answer, the test fails with its log.
 */
package io.github.pywar.testing.server;
