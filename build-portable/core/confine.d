build-portable/core/confine.o: src/core/confine.c src/core/confine.h \
 src/core/child.h src/core/err.h src/core/text.h src/core/kin.h
src/core/confine.h:
src/core/child.h:
src/core/err.h:
src/core/text.h:
src/core/kin.h:
