build-portable/core/build.o: src/core/build.c src/core/build.h \
 src/core/err.h src/core/buildcache.h src/core/hash.h src/core/text.h \
 src/core/child.h src/core/compiler.h src/core/file.h
src/core/build.h:
src/core/err.h:
src/core/buildcache.h:
src/core/hash.h:
src/core/text.h:
src/core/child.h:
src/core/compiler.h:
src/core/file.h:
