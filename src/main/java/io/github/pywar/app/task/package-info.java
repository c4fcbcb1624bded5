/**
 * The tasks of the product, one verb a class: lock, show the tree, show newer versions, assemble, package, explode, sign,
 * verify, check a deployment. Each takes a request and goes in one direction to its result.
 */
package io.github.pywar.app.task;
