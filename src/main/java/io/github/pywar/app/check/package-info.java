/**
 * Checks of a built archive: its RECORD, one request to it while it runs, and the receipt of its deployment.
 */
package io.github.pywar.app.check;
