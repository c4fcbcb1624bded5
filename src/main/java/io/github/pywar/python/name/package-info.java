/** Names of projects and extras in normal form (PEP 503, PEP 685). */
package io.github.pywar.python.name;
