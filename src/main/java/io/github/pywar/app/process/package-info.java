/** Process types of an application beside its server: workers and timers, their commands and schedules. */
package io.github.pywar.app.process;
