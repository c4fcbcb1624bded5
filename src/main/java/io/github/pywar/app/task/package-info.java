/** What the product does, one verb a class: each takes a request record and goes in one direction to its outcome. */
package io.github.pywar.app.task;
