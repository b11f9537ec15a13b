// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one typed setter per argument kind.
#pragma once
#include <curl/curl.h>

typedef size_t (*starling_curl_data)(char *bytes, size_t size, size_t count, void *context);
typedef int (*starling_curl_progress)(
    void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up);

CURLcode starling_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode starling_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode starling_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode starling_curl_set_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode starling_curl_set_write(CURL *handle, starling_curl_data callback, void *context);
CURLcode starling_curl_set_header(CURL *handle, starling_curl_data callback, void *context);
CURLcode starling_curl_set_progress(CURL *handle, starling_curl_progress callback, void *context);
CURLcode starling_curl_get_long(CURL *handle, CURLINFO info, long *value);
