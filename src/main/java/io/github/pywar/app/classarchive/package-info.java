/** Archive of the classes that a build loads, for a faster start of Java (class data sharing, CDS). */
package io.github.pywar.app.classarchive;
