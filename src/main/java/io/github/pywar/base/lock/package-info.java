/** Lock files, for work that only one build may do at a time. */
package io.github.pywar.base.lock;
