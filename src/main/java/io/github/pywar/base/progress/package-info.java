/** Progress messages of long work. */
package io.github.pywar.base.progress;
