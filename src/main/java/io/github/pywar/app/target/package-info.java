/** The targets of a build: their names, the classifiers of their archives, and work for all of them. */
package io.github.pywar.app.target;
