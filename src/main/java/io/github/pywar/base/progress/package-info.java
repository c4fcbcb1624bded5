/** How long work tells what it does, without knowing who listens. */
package io.github.pywar.base.progress;
