/**
 * Libraries of an application: the configured package sources, and the resolved, verified wheels of one application.
 */
package io.github.pywar.app.library;
