/** Upload of wheels to repositories of Python packages. */
package io.github.pywar.app.publish;
