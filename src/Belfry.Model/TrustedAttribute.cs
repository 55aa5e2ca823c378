namespace Belfry.Model;

/// <summary>
/// Marks a parameter that is not checked in a release build, because only our own code passes it. The member is not
/// public and asserts in a debug build what it trusts: a test sees to both. After Noda Time's attribute of this name.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TrustedAttribute : Attribute;
