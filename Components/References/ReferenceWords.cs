using Virtool.Components.Look;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Components.References;

/// <summary>What people read of a reference.</summary>
public static class ReferenceWords
{
    /// <summary>Where it came from: "copy of Plant viruses".</summary>
    public static string Origin(Reference reference) => reference switch
    {
        { Remote: { } remote } => $"follows {remote.Slug}",
        { ClonedFrom: { } source } => $"copy of {source.Name}",
        { ImportedFrom: { } file } => $"imported from {file.FileName}",
        _ => "made here",
    };

    /// <summary>What it is now, before any task of it is looked at.</summary>
    public static (StateKind Kind, string Word) State(Reference reference) => reference switch
    {
        { Ready: false } => (StateKind.Running, "being filled"),
        { TaskId: not null } => (StateKind.Running, "being worked on"),
        { Archived: true } => (StateKind.Cancelled, "archived"),
        { LatestIndex: null } => (StateKind.Waiting, "no index yet"),
        _ => (StateKind.Complete, "ready"),
    };

    /// <summary>Its newest index: "v3", or that there is none.</summary>
    public static string Index(Reference reference) => reference.LatestIndex is { } index ? $"v{index.Version}" : "none yet";

    /// <summary>Why its viruses cannot be changed now, by whomever; null: they can.</summary>
    public static string? Obstacle(Reference reference)
    {
        try
        {
            ReferenceRules.DemandEditable(reference);
            return null;
        }
        catch (RefusedException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>What a data type is.</summary>
    public static string DataType(string type) => type switch
    {
        "genome" => "whole genomes",
        "barcode" => "barcodes: stretches of genomes that organisms are told apart by",
        _ => type,
    };
}
