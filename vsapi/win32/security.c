/*
 * vsapi/win32/security.c - security identifiers and descriptors: what programs make for
 * CoInitializeSecurity and look up for writers' metadata. Nothing on the mock host is protected by
 * them. Accounts are the well-known ones.
 */
#include "text_out.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>

#include <sddl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- identifiers -------------------------------------------------------------------------------
 */

static DWORD sid_size(BYTE count)
{
    return (DWORD)(offsetof(SID, SubAuthority) + count * sizeof(DWORD));
}

BOOL WINAPI IsValidSid(PSID sid)
{
    const SID *it = sid;

    return it && it->Revision == SID_REVISION && it->SubAuthorityCount <= SID_MAX_SUB_AUTHORITIES;
}

DWORD WINAPI GetLengthSid(PSID sid)
{
    return sid_size(((const SID *)sid)->SubAuthorityCount);
}

BOOL WINAPI EqualSid(PSID a, PSID b)
{
    if (!IsValidSid(a) || !IsValidSid(b))
        return vsapi_win32_fail(ERROR_INVALID_SID);
    SetLastError(ERROR_SUCCESS);
    return GetLengthSid(a) == GetLengthSid(b) && memcmp(a, b, GetLengthSid(a)) == 0;
}

BOOL WINAPI CopySid(DWORD room, PSID out, PSID sid)
{
    if (!IsValidSid(sid))
        return vsapi_win32_fail(ERROR_INVALID_SID);
    if (room < GetLengthSid(sid))
        return vsapi_win32_fail(ERROR_INSUFFICIENT_BUFFER);
    memcpy(out, sid, GetLengthSid(sid));
    return TRUE;
}

BOOL WINAPI AllocateAndInitializeSid(PSID_IDENTIFIER_AUTHORITY authority, BYTE count, DWORD a,
                                     DWORD b, DWORD c, DWORD d, DWORD e, DWORD f, DWORD g, DWORD h,
                                     PSID *out)
{
    const DWORD parts[] = {a, b, c, d, e, f, g, h};
    SID *sid;

    if (count > ARRAYSIZE(parts))
        return vsapi_win32_fail(ERROR_INVALID_SID);
    sid = vsapi_calloc(1, sizeof(SID) + sizeof parts);
    if (!sid)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    sid->Revision = SID_REVISION;
    sid->SubAuthorityCount = count;
    sid->IdentifierAuthority = *authority;
    memcpy(sid->SubAuthority, parts, count * sizeof *parts);
    *out = sid;
    return TRUE;
}

PVOID WINAPI FreeSid(PSID sid)
{
    vsapi_free(sid);
    return NULL;
}

/* One number of "S-1-5-32-544"; *at goes behind it. */
static bool read_number(const char **at, uint64_t most, uint64_t *out)
{
    char *end;

    if (**at != '-' || (*at)[1] < '0' || (*at)[1] > '9')
        return false;
    *out = strtoull(*at + 1, &end, 0);
    *at = end;
    return *out <= most;
}

static bool read_sid(const char *text, SID *out)
{
    uint64_t number;

    if (!vsapi_text_starts(text, "S-1"))
        return false;
    text += 3;
    if (!read_number(&text, 0xFFFFFFFFFFFF, &number))
        return false;
    out->Revision = SID_REVISION;
    for (int i = 0; i < 6; i++)
        out->IdentifierAuthority.Value[i] = (BYTE)(number >> 8 * (5 - i));
    while (*text) {
        if (out->SubAuthorityCount == SID_MAX_SUB_AUTHORITIES ||
            !read_number(&text, UINT32_MAX, &number))
            return false;
        out->SubAuthority[out->SubAuthorityCount++] = (DWORD)number;
    }
    return out->SubAuthorityCount > 0;
}

BOOL WINAPI ConvertStringSidToSidA(LPCSTR text, PSID *out)
{
    SID *sid;

    if (!text || !out)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    sid = LocalAlloc(LMEM_ZEROINIT, sid_size(SID_MAX_SUB_AUTHORITIES));
    if (!sid)
        return FALSE;
    if (read_sid(text, sid)) {
        *out = sid;
        return TRUE;
    }
    LocalFree(sid);
    return vsapi_win32_fail(ERROR_INVALID_SID);
}

BOOL WINAPI ConvertStringSidToSidW(LPCWSTR text, PSID *out)
{
    char *narrow;
    BOOL done;

    if (!vsapi_text_in(text, &narrow))
        return FALSE;
    done = ConvertStringSidToSidA(narrow, out);
    vsapi_free(narrow);
    return done;
}

/* In a block that LocalFree frees, as large as the longest. */
BOOL WINAPI ConvertSidToStringSidA(PSID sid, LPSTR *out)
{
    const SID *it = sid;
    uint64_t authority = 0;
    char *text, *at;

    if (!IsValidSid(sid) || !out)
        return vsapi_win32_fail(ERROR_INVALID_SID);
    text = LocalAlloc(LMEM_FIXED, 32 + 12 * (size_t)it->SubAuthorityCount);
    if (!text)
        return FALSE;
    for (int i = 0; i < 6; i++)
        authority = authority << 8 | it->IdentifierAuthority.Value[i];
    at = text + sprintf(text, authority >> 32 ? "S-1-0x%012llX" : "S-1-%llu",
                        (unsigned long long)authority);
    for (int i = 0; i < it->SubAuthorityCount; i++)
        at += sprintf(at, "-%u", (unsigned)it->SubAuthority[i]);
    *out = text;
    return TRUE;
}

BOOL WINAPI ConvertSidToStringSidW(PSID sid, LPWSTR *out)
{
    char *text;
    int length;

    if (!ConvertSidToStringSidA(sid, &text))
        return FALSE;
    length = (int)strlen(text) + 1;
    *out = LocalAlloc(LMEM_FIXED, (size_t)length * sizeof **out);
    if (*out)
        MultiByteToWideChar(CP_UTF8, 0, text, length, *out, length);
    LocalFree(text);
    return *out != NULL;
}

/* ---- accounts ----------------------------------------------------------------------------------
 */

static const struct account {
    const char *sid, *domain, *name;
    SID_NAME_USE use;
} accounts[] = {
    {"S-1-1-0", "", "Everyone", SidTypeWellKnownGroup},
    {"S-1-5-11", "NT AUTHORITY", "Authenticated Users", SidTypeWellKnownGroup},
    {"S-1-5-18", "NT AUTHORITY", "SYSTEM", SidTypeWellKnownGroup},
    {"S-1-5-19", "NT AUTHORITY", "LOCAL SERVICE", SidTypeWellKnownGroup},
    {"S-1-5-20", "NT AUTHORITY", "NETWORK SERVICE", SidTypeWellKnownGroup},
    {"S-1-5-32-544", "BUILTIN", "Administrators", SidTypeAlias},
    {"S-1-5-32-545", "BUILTIN", "Users", SidTypeAlias},
    {"S-1-5-32-551", "BUILTIN", "Backup Operators", SidTypeAlias},
};

/* NULL, with the last error: there is none. */
static const struct account *account_of(PSID sid)
{
    const struct account *found = NULL;
    char *text;

    if (!ConvertSidToStringSidA(sid, &text))
        return NULL;
    for (size_t i = 0; i < ARRAYSIZE(accounts) && !found; i++) {
        if (strcmp(text, accounts[i].sid) == 0)
            found = &accounts[i];
    }
    LocalFree(text);
    if (!found)
        vsapi_win32_fail(ERROR_NONE_MAPPED);
    return found;
}

/* Into the buffer, whose room becomes the length, or the room that is needed. The names are ASCII,
 * so both forms have one length. */
static bool name_fits(const char *name, LPDWORD room)
{
    DWORD length = (DWORD)strlen(name);
    bool fits = length < *room;

    *room = fits ? length : length + 1;
    return fits;
}

BOOL WINAPI LookupAccountSidA(LPCSTR machine, PSID sid, LPSTR name, LPDWORD name_room, LPSTR domain,
                              LPDWORD domain_room, PSID_NAME_USE use)
{
    const struct account *account = account_of(sid);
    bool name_good, domain_good;

    (void)machine;
    if (!account)
        return FALSE;
    name_good = name_fits(account->name, name_room);
    domain_good = name_fits(account->domain, domain_room);
    if (!name_good || !domain_good)
        return vsapi_win32_fail(ERROR_INSUFFICIENT_BUFFER);
    strcpy(name, account->name);
    strcpy(domain, account->domain);
    *use = account->use;
    return TRUE;
}

BOOL WINAPI LookupAccountSidW(LPCWSTR machine, PSID sid, LPWSTR name, LPDWORD name_room,
                              LPWSTR domain, LPDWORD domain_room, PSID_NAME_USE use)
{
    char narrow_name[64], narrow_domain[64];
    DWORD name_length = *name_room, domain_length = *domain_room;

    (void)machine;
    if (!LookupAccountSidA(NULL, sid, narrow_name, name_room, narrow_domain, domain_room, use))
        return FALSE;
    vsapi_win32_text_out(narrow_name, name, name_length);
    vsapi_win32_text_out(narrow_domain, domain, domain_length);
    return TRUE;
}

/* ---- descriptors -------------------------------------------------------------------------------
 */

BOOL WINAPI InitializeSecurityDescriptor(PSECURITY_DESCRIPTOR out, DWORD revision)
{
    SECURITY_DESCRIPTOR *descriptor = out;

    if (revision != SECURITY_DESCRIPTOR_REVISION)
        return vsapi_win32_fail(ERROR_UNKNOWN_REVISION);
    memset(descriptor, 0, sizeof *descriptor);
    descriptor->Revision = SECURITY_DESCRIPTOR_REVISION;
    return TRUE;
}

BOOL WINAPI IsValidSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor)
{
    const SECURITY_DESCRIPTOR *it = descriptor;

    return it && it->Revision == SECURITY_DESCRIPTOR_REVISION &&
           (!it->Owner || IsValidSid(it->Owner)) && (!it->Group || IsValidSid(it->Group));
}

/* An absolute one of the right revision, which alone can be changed. */
static SECURITY_DESCRIPTOR *changeable(PSECURITY_DESCRIPTOR descriptor)
{
    SECURITY_DESCRIPTOR *it = descriptor;

    if (it->Revision != SECURITY_DESCRIPTOR_REVISION) {
        vsapi_win32_fail(ERROR_UNKNOWN_REVISION);
        return NULL;
    }
    if (it->Control & SE_SELF_RELATIVE) {
        vsapi_win32_fail(ERROR_INVALID_SECURITY_DESCR);
        return NULL;
    }
    return it;
}

static void set_control(SECURITY_DESCRIPTOR *descriptor, SECURITY_DESCRIPTOR_CONTROL bit, bool on)
{
    descriptor->Control =
        (SECURITY_DESCRIPTOR_CONTROL)(on ? descriptor->Control | bit : descriptor->Control & ~bit);
}

BOOL WINAPI SetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR descriptor, BOOL present, PACL dacl,
                                      BOOL defaulted)
{
    SECURITY_DESCRIPTOR *it = changeable(descriptor);

    if (!it)
        return FALSE;
    it->Dacl = present ? dacl : NULL;
    set_control(it, SE_DACL_PRESENT, present);
    set_control(it, SE_DACL_DEFAULTED, present && defaulted);
    return TRUE;
}

BOOL WINAPI SetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR descriptor, PSID owner, BOOL defaulted)
{
    SECURITY_DESCRIPTOR *it = changeable(descriptor);

    if (!it || (owner && !IsValidSid(owner)))
        return it ? vsapi_win32_fail(ERROR_INVALID_SID) : FALSE;
    it->Owner = owner;
    set_control(it, SE_OWNER_DEFAULTED, defaulted);
    return TRUE;
}

BOOL WINAPI SetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR descriptor, PSID group, BOOL defaulted)
{
    SECURITY_DESCRIPTOR *it = changeable(descriptor);

    if (!it || (group && !IsValidSid(group)))
        return it ? vsapi_win32_fail(ERROR_INVALID_SID) : FALSE;
    it->Group = group;
    set_control(it, SE_GROUP_DEFAULTED, defaulted);
    return TRUE;
}
