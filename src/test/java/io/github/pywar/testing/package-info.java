/** Code that several tests use: golden texts, recorded decisions, builders of wheels and indexes. */
package io.github.pywar.testing;
