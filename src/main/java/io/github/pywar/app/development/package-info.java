/** Development server: an application that runs from its sources, and starts again when they change. */
package io.github.pywar.app.development;
