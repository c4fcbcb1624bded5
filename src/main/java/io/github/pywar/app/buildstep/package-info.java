/** Commands of a project that write files of its archive: collected static files, compiled messages, a front end. */
package io.github.pywar.app.buildstep;
