using System.Collections.Frozen;
using Belfry.Query.Engine;
using Belfry.Query.Engine.Operators;

namespace Belfry.Query.Functions;

/// <summary>The functions of single values by name: mathematics, clamping, dates.</summary>
internal static class StepFunctions
{
    private static readonly FrozenDictionary<string, StepFunction> Functions = new Dictionary<string, StepFunction>
    {
        ["abs"] = (v, _, _) => Math.Abs(v),
        ["ceil"] = (v, _, _) => Math.Ceiling(v),
        ["floor"] = (v, _, _) => Math.Floor(v),
        ["exp"] = (v, _, _) => Math.Exp(v),
        ["sqrt"] = (v, _, _) => Math.Sqrt(v),
        ["ln"] = (v, _, _) => Math.Log(v),
        ["log2"] = (v, _, _) => Math.Log2(v),
        ["log10"] = (v, _, _) => Math.Log10(v),
        ["sgn"] = (v, _, _) => v < 0 ? -1 : v > 0 ? 1 : v,
        ["sin"] = (v, _, _) => Math.Sin(v),
        ["cos"] = (v, _, _) => Math.Cos(v),
        ["tan"] = (v, _, _) => Math.Tan(v),
        ["asin"] = (v, _, _) => Math.Asin(v),
        ["acos"] = (v, _, _) => Math.Acos(v),
        ["atan"] = (v, _, _) => Math.Atan(v),
        ["sinh"] = (v, _, _) => Math.Sinh(v),
        ["cosh"] = (v, _, _) => Math.Cosh(v),
        ["tanh"] = (v, _, _) => Math.Tanh(v),
        ["asinh"] = (v, _, _) => Math.Asinh(v),
        ["acosh"] = (v, _, _) => Math.Acosh(v),
        ["atanh"] = (v, _, _) => Math.Atanh(v),
        ["rad"] = (v, _, _) => v * Math.PI / 180,
        ["deg"] = (v, _, _) => v * 180 / Math.PI,
        ["round"] = Round,
        ["clamp"] = (v, step, p) =>
            p[1][step] < p[0][step] ? Presence.Absent : Math.Max(p[0][step], Math.Min(p[1][step], v)),
        ["clamp_min"] = (v, step, p) => Math.Max(p[0][step], v),
        ["clamp_max"] = (v, step, p) => Math.Min(p[0][step], v),

        ["minute"] = (v, _, _) => new CivilTime(v).Minute,
        ["hour"] = (v, _, _) => new CivilTime(v).Hour,
        ["day_of_week"] = (v, _, _) => new CivilTime(v).DayOfWeek,
        ["day_of_month"] = (v, _, _) => new CivilTime(v).Day,
        ["day_of_year"] = (v, _, _) => new CivilTime(v).DayOfYear,
        ["days_in_month"] = (v, _, _) => new CivilTime(v).DaysInMonth,
        ["month"] = (v, _, _) => new CivilTime(v).Month,
        ["year"] = (v, _, _) => new CivilTime(v).Year,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static bool TryFind(string name, out StepFunction? function) => Functions.TryGetValue(name, out function);

    // Multiplying by the inverse keeps steps such as 0.1 exact where dividing would not; ties go up.
    private static double Round(double value, int step, double[][] parameters)
    {
        var inverse = 1 / (parameters.Length > 0 ? parameters[0][step] : 1);
        return Math.Floor((value * inverse) + 0.5) / inverse;
    }
}
