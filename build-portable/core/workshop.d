build-portable/core/workshop.o: src/core/workshop.c src/core/workshop.h \
 src/core/answer.h src/core/text.h src/core/err.h src/core/buildcache.h \
 src/core/hash.h src/core/child.h src/core/compiler.h
src/core/workshop.h:
src/core/answer.h:
src/core/text.h:
src/core/err.h:
src/core/buildcache.h:
src/core/hash.h:
src/core/child.h:
src/core/compiler.h:
