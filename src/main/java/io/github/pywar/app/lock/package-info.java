/**
 * The lock of an application: written from what an index says, held against what the POM says, used in place of an
 * index, and shown.
 */
package io.github.pywar.app.lock;
