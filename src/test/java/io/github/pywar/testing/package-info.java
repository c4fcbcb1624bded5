/** What tests share: golden texts, recorded decisions, builders of wheels and indexes. */
package io.github.pywar.testing;
