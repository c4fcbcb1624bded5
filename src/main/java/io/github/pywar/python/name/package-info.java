/** Names of projects and of their extras in the one form that can be compared (PEP 503, PEP 685). */
package io.github.pywar.python.name;
