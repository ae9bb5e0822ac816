build-portable/core/buildcache.o: src/core/buildcache.c \
 src/core/buildcache.h src/core/err.h src/core/hash.h src/core/text.h \
 src/core/file.h
src/core/buildcache.h:
src/core/err.h:
src/core/hash.h:
src/core/text.h:
src/core/file.h:
