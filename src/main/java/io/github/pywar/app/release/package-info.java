/** Facts about releases on an index: their start-up code, their publishers, and whether they are too new to be chosen. */
package io.github.pywar.app.release;
