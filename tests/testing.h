/* testing: what every unit test includes first. */
#ifndef RECTIFY_TESTING_H
#define RECTIFY_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
