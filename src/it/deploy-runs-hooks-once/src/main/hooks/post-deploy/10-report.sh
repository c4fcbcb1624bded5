#!/bin/sh
echo "tell $PYWAR_VERSION, $PYWAR_PHASE" >> "$PYWAR_SHARED/ran"
