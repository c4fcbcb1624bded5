#!/bin/sh
echo "report $PYWAR_VERSION, $PYWAR_PHASE" >> "$PYWAR_SHARED/ran"
