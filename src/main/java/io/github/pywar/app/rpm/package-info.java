/** The writing of rpm packages by Eclipse Packager, behind a class loader of its own. */
package io.github.pywar.app.rpm;
