#!/bin/sh
# Runs PROGRAM as somebody who must keep to a folder's permissions, also where that is root.
exec setpriv --bounding-set=-all --inh-caps=-all "$PROGRAM" "$@"
