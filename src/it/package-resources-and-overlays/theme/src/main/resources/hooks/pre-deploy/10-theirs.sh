echo an overlay is no place for hooks
exit 1
